/** Once, before the first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { startPortal } = await import('#app/start.ts')
  void startPortal()
}

/** What Next could not answer. */
export async function onRequestError(cause: unknown): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { answerWith } = await import('#lib/http/answer-status.ts')
  const { isBrokenForm } = await import('#lib/http/broken-form.ts')
  if (isBrokenForm(cause)) answerWith(400)
}
