import './lib/own-node.ts'
import { createHash } from 'node:crypto'
import type { NextConfig } from 'next'
import createNextIntlPlugin from 'next-intl/plugin'

// Next names each action of a form by its file, its name and this key. The same key in every build: a page from before a
// deployment can still send its form. Nothing is encrypted with it, for no action closes over anything (tests/app/actions.test.ts).
process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY ||= createHash('sha256')
  .update('the actions of Keyturn')
  .digest('base64')

const config: NextConfig = {
  poweredByHeader: false,
  // Nothing uses the optimizer: its address is not there.
  images: { unoptimized: true },
  redirects: async () => [
    {
      source: '/phones/:deviceId/cannot-pay',
      destination: '/phones/:deviceId/trouble',
      permanent: true,
    },
    {
      source: '/phones/:deviceId/wrong',
      destination: '/phones/:deviceId/dispute',
      permanent: true,
    },
    // Typed without its code: where the code can be typed.
    { source: '/check', destination: '/before-you-buy', permanent: false },
    { source: '/p', destination: '/scan', permanent: false },
    { source: '/why-is-it-locked', destination: '/locks', permanent: true },
  ],
  distDir: process.env.NEXT_DIST_DIR || '.next',
  // Types are checked by tsc on its own; Next cannot drive TypeScript 7.
  typescript: { ignoreBuildErrors: true },
  experimental: { globalNotFound: true },
  turbopack: { root: import.meta.dirname },
  serverExternalPackages: ['pg', 'pino', 'graphile-worker', 'stripe', 'nodemailer'],
}

const withWords = createNextIntlPlugin('./app/request-language.ts')

export default withWords(config)
