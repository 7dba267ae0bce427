# On Record in one image: `serve` by default, or any other of its commands.
FROM python:3.11-slim AS build
WORKDIR /source
RUN python -m venv /opt/on-record
COPY requirements.lock ./
RUN /opt/on-record/bin/pip install --no-cache-dir --no-deps --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE NOTICE manifest.json manifest-agent.json ./
COPY samples samples
COPY bot bot
COPY handlers handlers
COPY models models
RUN /opt/on-record/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.11-slim
RUN useradd --uid 10001 --create-home onrecord && install -d -o onrecord -m 700 /data
COPY --from=build /opt/on-record /opt/on-record
# What it keeps beside the database (an SQLite file, the index) is in its data directory.
ENV PATH=/opt/on-record/bin:$PATH PYTHONUNBUFFERED=1 XDG_DATA_HOME=/data XDG_CACHE_HOME=/data/cache
USER 10001
VOLUME /data
ENTRYPOINT ["onrecord"]
CMD ["serve"]
