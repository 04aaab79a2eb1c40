# The bot in a small image: nothing but Python, the locked dependencies and the program. See docs/operators.md.

FROM python:3.11-slim-bookworm AS build
RUN pip install --no-cache-dir "uv>=0.9,<1"
ENV UV_PROJECT_ENVIRONMENT=/opt/ifyouwill UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never
WORKDIR /src
COPY pyproject.toml uv.lock README.md LICENSE ./
RUN uv sync --locked --no-dev --no-install-project
COPY bot bot
COPY locales locales
RUN uv sync --locked --no-dev --no-editable

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin ifyouwill \
    && install -d -o ifyouwill -g ifyouwill -m 0700 /data
COPY --from=build /opt/ifyouwill /opt/ifyouwill
ENV PATH=/opt/ifyouwill/bin:$PATH PYTHONUNBUFFERED=1 IFYOUWILL_DATABASE_URL=sqlite:////data/ifyouwill.db
USER ifyouwill
WORKDIR /data
VOLUME /data
STOPSIGNAL SIGTERM
ENTRYPOINT ["ifyouwill"]
CMD ["run"]
