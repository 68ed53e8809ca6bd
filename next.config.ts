import './lib/own-node.ts'
import type { NextConfig } from 'next'
import createNextIntlPlugin from 'next-intl/plugin'

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
  ],
  distDir: process.env.NEXT_DIST_DIR || '.next',
  // Types are checked by tsc on its own; Next cannot drive TypeScript 7.
  typescript: { ignoreBuildErrors: true },
  experimental: { globalNotFound: true },
  turbopack: { root: import.meta.dirname },
  serverExternalPackages: ['pg', 'pino', 'graphile-worker', 'stripe', 'nodemailer'],
}

const withWords = createNextIntlPlugin('./app/words.ts')

export default withWords(config)
