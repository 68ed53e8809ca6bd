import type { Sandbox } from '#lib/demo/stripe/sandbox-state.ts'
import type { EventCause } from '#lib/demo/stripe/webhooks.ts'
import type { FormObject } from './form-body.ts'
import type { Right } from './rights.ts'

export type Call = { sandbox: Sandbox; id: string; parameters: FormObject; cause: EventCause }
export type Work = (call: Call) => object
export type Route = { method: 'GET' | 'POST'; path: RegExp; right: Right; work: Work }

/** A method and a path below `/v1`, the right that it needs and what it does. */
export function route(method: 'GET' | 'POST', path: string, right: Right, work: Work): Route {
  return { method, path: new RegExp(`^${path.replace(':id', '([^/]+)')}$`), right, work }
}
