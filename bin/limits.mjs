// npm run limits:honest, npm run limits:guesser
import { runScript } from './run.mjs'

runScript('tests/limits/run.ts')
