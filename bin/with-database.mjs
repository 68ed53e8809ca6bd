// Runs a script; without DATABASE_URL, beside the bundled PostgreSQL.
import { runScript } from './run.mjs'

runScript('lib/demo/with-postgres.ts')
