import { cookies } from 'next/headers'
import { z } from 'zod'
import { faultAddressFor } from '#app/form-faults.ts'
import { oneOf, pathOr } from '#app/form-values.ts'
import { type Language, languages } from '#lib/domain/languages.ts'
import { cookieFor } from '#lib/i18n/in-language.ts'

const languageForm = z.object({ language: oneOf(languages), back: pathOr('/') })

/** Remembers the language chosen, and goes back to the page it was chosen on. */
export async function POST(request: Request): Promise<Response> {
  // Without a readable form there is nothing to remember and nowhere to go back to.
  const form = await request.formData().catch(() => new FormData())
  const { language, back } = languageForm.parse(Object.fromEntries(form))
  if (language) await rememberLanguage(language)
  // What was wrong with a form stands there in the other language, too.
  const location = /[?&]turn=/.test(back) ? faultAddressFor(request.headers, back) : back
  return new Response(null, { status: 303, headers: { location } })
}

async function rememberLanguage(language: Language): Promise<void> {
  ;(await cookies()).set(cookieFor(language))
}
