// npm run demo
import { runScript } from './run.mjs'

runScript('lib/demo/main.ts')
