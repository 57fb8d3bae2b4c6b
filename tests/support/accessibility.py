"""axe-core's judgement of a page, one readable line a violation."""

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page

_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


async def violations(page: Page) -> list[str]:
    results = await Axe().run(page, options={"runOnly": _RULES})
    return [
        f"{found['id']} ({found['impact']}): {found['help']}: {node['html']}"
        for found in results.response["violations"]
        for node in found["nodes"]
    ]
