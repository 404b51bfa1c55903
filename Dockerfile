# Everything that is made from the sources is made here, with what `npm start` itself uses.
FROM node:20-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev
COPY . .
RUN npx tsx --eval "import('./server/prepare.ts').then(({ prepare }) => prepare({ log: console.log, build: true }))"

FROM node:20-bookworm-slim
# Volumes take their owner from these folders.
RUN mkdir -p /data /backups && chown node:node /data /backups && chmod 711 /data
WORKDIR /app
# The program belongs to root: the account that runs it can change nothing of it.
COPY --from=build /app ./
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
USER node
VOLUME ["/data", "/backups"]
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s \
  CMD node --eval "fetch('http://127.0.0.1:' + process.env.PORT + '/readyz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"
# Node itself is the first process, so SIGTERM reaches it; it stops within ten seconds.
CMD ["node", "--max-semi-space-size=64", "--import", "tsx", "server/main.ts"]
