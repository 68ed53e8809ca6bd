import fc from 'fast-check'
import { examples } from '#tests/support/examples.ts'

// The same examples each time, and the first that fails is enough.
fc.configureGlobal({ seed: 11, endOnFailure: true, numRuns: examples(100) })
