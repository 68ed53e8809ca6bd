import type { ImportProgress } from './import-loans.ts'

const everyMs = 200

/** Keeps one line of a terminal up to date; says nothing where nobody is watching. */
export function showProgress(out: NodeJS.WriteStream) {
  const startedAt = performance.now()
  let shownAt = Number.NEGATIVE_INFINITY
  let step = ''
  return {
    show(progress: ImportProgress): void {
      const now = performance.now()
      const isDue = progress.step !== step || now - shownAt >= everyMs
      if (!out.isTTY || !isDue) return
      step = progress.step
      shownAt = now
      out.write(`\r\x1b[K${describe(progress, (now - startedAt) / 1000)}`)
    },
    end(): void {
      if (out.isTTY) out.write('\r\x1b[K')
    },
  }
}

function describe(progress: ImportProgress, seconds: number): string {
  if (progress.step !== 'reading') return `${progress.step} …`
  const perSecond = Math.round(progress.rows / Math.max(seconds, 0.1))
  return `reading: ${progress.rows.toLocaleString('en')} rows, ${perSecond.toLocaleString('en')} a second`
}
