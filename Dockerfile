# The worker, the relay, the codec server and the CLI are one image; the command chooses which of them runs:
#   docker build -t offramp-worker .
# The simulated provider is a target of its own, since no production image needs it:
#   docker build --target simulator -t offramp-simulator .

# Debian, not Alpine: Temporal's native worker needs glibc.
FROM node:22.20.0-bookworm-slim AS base
WORKDIR /app

FROM base AS build
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY src src
COPY simulator simulator
COPY scripts scripts
RUN npm run build

FROM base AS production-dependencies
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund

FROM base AS simulator
ENV NODE_ENV=production
# Its records are kept by a development dependency.
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist/simulator dist/simulator
COPY package.json ./
# A volume mounted here for the first time takes on this owner.
RUN install --directory --owner=node --group=node /data
# By number, so that Kubernetes can see that it is not root.
USER 1000:1000
ENV SIMULATOR_HOST=0.0.0.0 SIMULATOR_DATA=/data
EXPOSE 4010
CMD ["node", "dist/simulator/main.js"]

# The last one is what is built if no target is named.
FROM base AS worker
ENV NODE_ENV=production
COPY --from=production-dependencies /app/node_modules node_modules
COPY --from=build /app/dist/src dist/src
COPY package.json ./
COPY bin bin
USER 1000:1000
CMD ["node", "dist/src/worker.js"]
