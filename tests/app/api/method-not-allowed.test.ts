import { expect, test } from 'vitest'
import * as conflicts from '#app/api/v1/conflicts/route.ts'
import * as holds from '#app/api/v1/holds/[imei]/route.ts'
import * as description from '#app/api/v1/openapi.json/route.ts'

test.each(Object.entries({ conflicts, holds, description }))(
  '%s only reads: what would write is refused in the contract’s words',
  async (_, door) => {
    for (const method of ['DELETE', 'PATCH', 'POST', 'PUT'] as const) {
      const answer = door[method]()
      expect([method, answer.status, answer.headers.get('allow')]).toEqual([
        ...[method, 405, 'GET, HEAD, OPTIONS'],
      ])
      expect(await answer.json()).toEqual({
        error: { code: 'method_not_allowed', message: 'Method not allowed' },
      })
    }
    const { status, headers } = door.OPTIONS()
    expect([status, headers.get('allow')]).toEqual([204, 'GET, HEAD, OPTIONS'])
    expect(door.GET).toBeTypeOf('function')
  },
)
