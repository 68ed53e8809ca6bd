// Runs a program of the product; what it needs to be installed is, without the tools of development.
import { becomeScript } from './run.mjs'

const [script, ...args] = process.argv.slice(2)
becomeScript(script, args)
