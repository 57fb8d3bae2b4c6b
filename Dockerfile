# Heard in a container: `docker build -t heard .`, then see compose.yaml.
FROM python:3.13-slim AS build
WORKDIR /src
RUN python -m venv /opt/heard
COPY requirements.lock ./
RUN /opt/heard/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY feedback feedback
COPY surveys surveys
COPY locales locales
COPY migrations migrations
RUN /opt/heard/bin/pip install --no-cache-dir --disable-pip-version-check --no-index --no-deps --no-build-isolation .

FROM python:3.13-slim
# For posters as PDF: the layout of all scripts, and letters for them.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core fonts-noto-cjk \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --user-group --home-dir /data --no-create-home --shell /usr/sbin/nologin heard \
    && install --directory --owner=heard --group=heard --mode=0700 /data
COPY --from=build /opt/heard /opt/heard
ENV PATH=/opt/heard/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    HEARD_DATA_DIR=/data \
    HEARD_HOST=0.0.0.0 \
    HEARD_PORT=8080
USER heard
WORKDIR /data
VOLUME /data
EXPOSE 8080
# The slim image has no curl; the port is the setting's, so that another one is checked as well.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen('http://127.0.0.1:' + os.environ['HEARD_PORT'] + '/healthz', timeout=4)"]
ENTRYPOINT ["heard"]
CMD ["serve"]
