# The bot in a small image: nothing but Python, the locked dependencies and the program. See docs/operators.md.

FROM python:3.11-slim-bookworm AS build
COPY deploy/build.txt /
RUN pip install --no-cache-dir --require-hashes --no-deps -r /build.txt
ENV UV_PROJECT_ENVIRONMENT=/opt/ifyouwill UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never
WORKDIR /src
COPY pyproject.toml uv.lock README.md LICENSE ./
RUN uv sync --locked --no-dev --no-install-project
COPY bot bot
COPY locales locales
RUN python -m hatchling build -t wheel -d /dist && uv pip install --no-deps --python /opt/ifyouwill /dist/*.whl

FROM python:3.11-slim-bookworm AS bot
RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin ifyouwill \
    && install -d -o ifyouwill -g ifyouwill -m 0700 /data /backup
COPY --from=build /opt/ifyouwill /opt/ifyouwill
ENV PATH=/opt/ifyouwill/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    IFYOUWILL_DATABASE_URL=sqlite:////data/ifyouwill.db IFYOUWILL_LISTEN=127.0.0.1:8080
USER ifyouwill
WORKDIR /data
VOLUME /data /backup
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s CMD ["python", "-c", \
    "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8080/healthz', timeout=5)"]
ENTRYPOINT ["ifyouwill"]
CMD ["run"]

# The same with PostgreSQL's own tools for backups, from PostgreSQL's packages for Debian (compose.postgres.yaml).
FROM bot AS bot-postgres
USER root
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates postgresql-common \
    && /usr/share/postgresql-common/pgdg/apt.postgresql.org.sh -y \
    && apt-get install -y --no-install-recommends postgresql-client-18 \
    && rm -rf /var/lib/apt/lists/*
USER ifyouwill

# What `docker build .` makes.
FROM bot
