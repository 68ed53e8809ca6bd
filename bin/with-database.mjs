// Runs one of an operator's commands; DATABASE_URL=demo is the demo's own database, never in production.
import { becomeScript, runData } from './run.mjs'

const { DATABASE_URL, NODE_ENV } = process.env
const [script, ...args] = process.argv.slice(2)

if (DATABASE_URL === 'demo' && NODE_ENV !== 'production')
  runData('lib/demo/with-postgres.ts', [script, ...args])
else becomeScript(script, args)
