// npm run mutation
import { runScript } from './run.mjs'

runScript('tests/mutation/run.ts')
