import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import { getLocale } from 'next-intl/server'
import type { ReactNode } from 'react'
import { accentShades } from '#components/accent.ts'
import { AskedAnew } from '#components/page/asked-anew.tsx'
import { TypedAgain } from '#components/page/typed-again.tsx'
import { Unreachable } from '#components/page/unreachable.tsx'
import { FaultWordsOf } from '#components/ui/faults-told.tsx'
import { TypedBefore } from '#components/ui/typed-before.tsx'
import { typedBefore } from '#lib/http/typed-before.ts'
import { directionOf } from '#lib/i18n/language-names.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { currentLender, outage } from './current-lender.ts'
import { formTitle, isShownWithFaults } from './form-faults.ts'
import './globals.css'

export async function generateMetadata(): Promise<Metadata> {
  const away = await outage()
  const name = (away ? away.lender : await currentLender())?.name ?? 'Keyturn'
  const template = away
    ? `${(await getTranslations('errors'))('unreachable_title')} · ${name}`
    : await formTitle(`%s · ${name}`, await isShownWithFaults())
  return {
    title: { default: away ? template : name, template },
    robots: { index: false, follow: false },
    icons: { icon: '/icon.svg', apple: '/apple-touch-icon.png' },
    manifest: '/manifest.webmanifest',
    formatDetection: { telephone: false, date: false, address: false, email: false },
  }
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#1b2328' },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const away = await outage()
  const locale = await getLocale()
  const sent = await headers()
  const words = await getTranslations('errors')
  const lender = away ? away.lender : await currentLender()
  const typed = typedBefore(sent.get('x-typed'))
  const faultWords = { summary: words('summary'), titled: await formTitle('{title}', true) }
  return (
    <html lang={locale} dir={directionOf(locale)}>
      <head>
        <style nonce={sent.get('x-nonce') ?? undefined}>{accentCss(lender?.accentColor)}</style>
      </head>
      <body>
        <AskedAnew />
        <TypedAgain
          words={words('typed_again')}
          isBack={Object.keys(typed).length > 0 && !sent.has('x-in-language')}
        />
        <FaultWordsOf words={faultWords}>
          <TypedBefore words={typed}>
            {away ? <Unreachable lender={lender} /> : children}
          </TypedBefore>
        </FaultWordsOf>
      </body>
    </html>
  )
}

function accentCss(color = '#0b6e63'): string {
  const { light, dark } = accentShades(color)
  const rule = (shades: typeof light) =>
    Object.entries(shades)
      .map(([name, value]) => `--accent-${name}:${value}`)
      .join(';')
  return `:root{${rule(light)}}@media (prefers-color-scheme:dark){:root{${rule(dark)}}}`
}
