/** The languages we speak. A new one is its folder of messages and one word here. */
export const languages = ['en', 'es', 'ar'] as const
export type Language = (typeof languages)[number]

export function isLanguage(text: string | undefined): text is Language {
  return (languages as readonly (string | undefined)[]).includes(text)
}
