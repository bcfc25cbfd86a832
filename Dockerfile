# syntax=docker/dockerfile:1
# Two stages: the first builds the environment from the hashed lock, the second holds only what runs.
FROM python:3.13-slim AS build
WORKDIR /app
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir uv
COPY requirements.lock ./
RUN /venv/bin/uv pip install --python /venv/bin/python --no-cache --require-hashes --no-deps -r requirements.lock
COPY pyproject.toml README.md ./
COPY bot bot
COPY knowledge knowledge
COPY ingest ingest
COPY migrations migrations
RUN /venv/bin/uv pip install --python /venv/bin/python --no-cache --no-deps . \
    && /venv/bin/uv pip uninstall --python /venv/bin/python uv pip

FROM python:3.13-slim
RUN useradd --create-home --uid 10001 consultant && install -d -o consultant /data
COPY --from=build /venv /venv
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 DATA_DIR=/data WEB_HOST=0.0.0.0 WEB_PORT=8080
USER consultant
WORKDIR /home/consultant
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD python -c "import os, urllib.request as u; u.urlopen(f'http://127.0.0.1:{os.environ[\"WEB_PORT\"]}/healthz', timeout=4)"
STOPSIGNAL SIGTERM
CMD ["consultant", "run"]
