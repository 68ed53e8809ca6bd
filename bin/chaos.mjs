// npm run chaos
import { runScript } from './run.mjs'

// What is killed says so; the report is what counts.
process.env.LOG_LEVEL ||= 'silent'
runScript('tests/chaos/run.ts')
