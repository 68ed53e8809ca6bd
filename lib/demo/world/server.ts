import type { MdmSandbox } from '#lib/demo/mdm/sandbox.ts'
import { type Happenings, happenings } from './happenings.ts'
import { serve } from './http-server.ts'
import type { Link } from './layout.ts'
import { worldPages } from './pages.ts'
import type { WorldPart } from './part.ts'

type WorldOptions = {
  port: number
  mdm: MdmSandbox
  /** The other parts; the lock service need not be among them. */
  parts: WorldPart[]
  /** The portal as PORTAL_URL says it; each lender's own address is made from it. */
  portalUrl: string
  wire?: Happenings
}

/** Serves the outside world on loopback: every part's requests, and the world page. Rejects when the port is taken. */
export async function startWorld(
  options: WorldOptions,
): Promise<{ port: number; close(): Promise<void> }> {
  const { mdm, portalUrl, wire = happenings() } = options
  const parts = [mdm, ...options.parts.filter((part) => part !== mdm)]
  const pages = worldPages({ mdm, parts, wire, links: () => linksOf(mdm, portalUrl) })

  async function handle(request: Request): Promise<Response> {
    for (const part of parts) {
      const answer = await part.handle(request)
      if (answer) return answer
    }
    return (await pages(request)) ?? new Response('not found', { status: 404 })
  }

  const server = await serve(handle, options.port)
  return {
    port: server.port,
    async close() {
      await server.close()
      await Promise.all(parts.map((part) => part.stop()))
    },
  }
}

function linksOf(mdm: MdmSandbox, portalUrl: string): Link[] {
  const lenders = new Map(
    mdm.phones().map(({ lenderSlug, lenderName }) => [lenderSlug, lenderName]),
  )
  const portals = [...lenders].map(([slug, label]) => {
    const url = new URL(portalUrl)
    url.hostname = `${slug}.${url.hostname}`
    return { label, url: url.href }
  })
  return [...portals, { label: 'Mailbox', url: '/mail' }, { label: 'Stripe', url: '/stripe' }]
}
