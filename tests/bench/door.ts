import { POST } from '#app/api/webhooks/stripe/route.ts'
import { serve } from '#lib/demo/world/http-server.ts'

// The portal's one door for webhooks in a process of its own, for what needs no page and no build.
await serve(
  async (request) =>
    new URL(request.url).pathname === '/api/webhooks/stripe'
      ? POST(request)
      : new Response('ready'),
  Number(process.argv[2]),
)
