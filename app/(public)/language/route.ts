import { cookies } from 'next/headers'
import { isLanguage } from '#lib/domain/languages.ts'
import { ownPath } from '#lib/http/own-form.ts'
import { languageCookie } from '#lib/i18n/languages.ts'

/** Remembers the language chosen, and goes back to the page it was chosen on. */
export async function POST(request: Request): Promise<Response> {
  // Without a readable form there is nothing to remember and nowhere to go back to.
  const form = await request.formData().catch(() => new FormData())
  const language = String(form.get('language'))
  if (isLanguage(language)) await rememberLanguage(language)
  return new Response(null, {
    status: 303,
    headers: { Location: ownPath(form.get('back'), '/') },
  })
}

async function rememberLanguage(language: string): Promise<void> {
  const jar = await cookies()
  jar.set(languageCookie, language, { path: '/', sameSite: 'lax', httpOnly: true })
}
