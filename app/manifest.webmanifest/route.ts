import { currentLender, outage } from '#app/current-lender.ts'

export async function GET(): Promise<Response> {
  const away = await outage()
  const lender = away ? away.lender : await currentLender()
  const name = lender?.name ?? 'Keyturn'
  return Response.json(
    {
      name,
      short_name: name.slice(0, 12).trim(),
      start_url: '/',
      display: 'browser',
      background_color: '#ffffff',
      theme_color: lender?.accentColor ?? '#0b6e63',
      icons: [
        { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
        { src: '/icon-192.png', sizes: '192x192', type: 'image/png', purpose: 'any maskable' },
        { src: '/icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any maskable' },
      ],
    },
    { headers: { 'content-type': 'application/manifest+json' } },
  )
}
