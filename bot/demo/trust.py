"""The invented trust: 3 directorates, 12 services, 40 teams. Every name is made up."""

from feedback.records import TRUST, Place

TEAMS = 40

_SERVICES = {
    "adult": (
        "Alder",
        ("Alder Community", "Alder Crisis", "Alder Wards", "Alder Early Help", "Alder Rehabilitation"),
    ),
    "young": ("Brook", ("Brook Children", "Brook Families", "Brook Eating")),
    "later": ("Cedar", ("Cedar Memory", "Cedar Community", "Cedar Wards", "Cedar Liaison")),
}


def places() -> tuple[Place, ...]:
    """Parents before their children; the root is there already."""
    return (*_directorates(), *_services(), *_teams())


def _directorates() -> tuple[Place, ...]:
    return tuple(Place(code, TRUST, f"{name} directorate", "directorate") for code, (name, _) in _SERVICES.items())


def _services() -> tuple[Place, ...]:
    return tuple(
        Place(f"{directorate}-{number}", directorate, name, "service")
        for directorate, (_, names) in _SERVICES.items()
        for number, name in enumerate(names, start=1)
    )


def _teams() -> tuple[Place, ...]:
    """Dealt out in turn, so that services have three or four teams each."""
    services = _services()
    return tuple(
        Place(f"ward-{number}", service.code, f"{service.name} team {number}", "team")
        for number in range(1, TEAMS + 1)
        for service in (services[(number - 1) % len(services)],)
    )
