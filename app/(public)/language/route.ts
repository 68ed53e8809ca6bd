import { cookies } from 'next/headers'
import { isLanguage, languageCookie } from '#lib/words/languages.ts'

export async function POST(request: Request): Promise<Response> {
  const form = await request.formData()
  const language = String(form.get('language'))
  if (isLanguage(language)) await rememberLanguage(language)
  return new Response(null, {
    status: 303,
    headers: { Location: ownPath(String(form.get('back'))) },
  })
}

async function rememberLanguage(language: string): Promise<void> {
  const jar = await cookies()
  jar.set(languageCookie, language, { path: '/', sameSite: 'lax', httpOnly: true })
}

// Only a path of this host, never another site.
function ownPath(back: string): string {
  return /^\/(?![/\\])/.test(back) ? back : '/'
}
