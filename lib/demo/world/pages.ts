import type { MdmSandbox } from '#lib/demo/mdm/sandbox.ts'
import { asset } from './assets.ts'
import { fieldsOf, settled } from './form.ts'
import type { Happenings } from './happenings.ts'
import { page } from './html.ts'
import type { Link } from './layout.ts'
import { liveEvents } from './live.ts'
import type { WorldPart } from './part.ts'
import { phoneJson, touchPhone } from './phone-door.ts'
import { phonePage, phonesPage } from './phones-page.ts'
import { staffPage } from './staff-panel.ts'
import { switchPanel } from './switch-panel.ts'

export type World = { mdm: MdmSandbox; parts: WorldPart[]; wire: Happenings; links: () => Link[] }

/** The pages of the world itself: phones, levers, live events. Undefined: not one of ours. */
export function worldPages(world: World) {
  const { mdm, parts, wire } = world
  const switches = () => parts.flatMap((part) => part.switches())

  return async (request: Request): Promise<Response | undefined> => {
    const url = new URL(request.url)
    const phoneAt = /^\/phones\/([a-z0-9-]+)\/([^/]+?)(\.json|\/[a-z]+)?$/.exec(url.pathname)
    if (phoneAt) return onePhone(request, phoneAt)
    if (url.pathname === '/') return page(overview(url.searchParams))
    if (url.pathname === '/phones.json') return Response.json(mdm.phones().map(phoneJson))
    if (url.pathname === '/staff') return page(staff(url.searchParams))
    if (url.pathname === '/health') return Response.json({ ok: true })
    if (url.pathname === '/live') return liveEvents({ mdm, wire, signal: request.signal })
    if (url.pathname === '/switches') return turnSwitch(request)
    return asset(url.pathname)
  }

  function staff(query: URLSearchParams) {
    const lender = query.get('lender') ?? ''
    return staffPage({ links: world.links(), lender, now: Temporal.Now.instant() })
  }

  function overview(query: URLSearchParams) {
    const filter = {
      lender: query.get('lender') ?? '',
      search: query.get('search') ?? '',
      show: query.get('show') ?? '',
    }
    return phonesPage({
      phones: mdm.phones(),
      filter,
      links: world.links(),
      switches: switches(),
      happenings: wire.list(),
      now: Temporal.Now.instant(),
    })
  }

  async function onePhone(request: Request, [, lender = '', id = '', rest = '']: RegExpExecArray) {
    const phone = mdm.phone(lender, decodeURIComponent(id))
    if (!phone) return new Response('no such phone', { status: 404 })
    if (request.method === 'POST') return touchPhone(mdm, { phone, verb: rest.slice(1) }, request)
    if (rest === '.json') return Response.json(phoneJson(phone))
    const bare = new URL(request.url).searchParams.has('bare')
    return page(phonePage(phone, { links: world.links(), bare, now: Temporal.Now.instant() }))
  }

  async function turnSwitch(request: Request): Promise<Response> {
    if (request.method !== 'POST') return Response.json(switches())
    const { name = '', value = '' } = await fieldsOf(request)
    const owner = parts.find((part) => part.switches().some((one) => one.name === name))
    if (!owner) return new Response('no such switch', { status: 404 })
    await owner.turn(name, value)
    return settled(request, { switches: switches(), html: switchPanel(switches()).markup })
  }
}
