import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { GET as openApiDoor } from '#app/api/v1/openapi.json/route.ts'

describe('the description', () => {
  const described = z.object({
    openapi: z.literal('3.1.0'),
    paths: z.record(z.string(), z.record(z.string(), z.object({ responses: z.object() }))),
  })

  test('is open to all, names every door there is, and is not sent twice', async () => {
    const first = openApiDoor(new Request('http://serendib.localhost:3000/api/v1/openapi.json'))
    const document = described.loose().parse(await first.json())
    expect(Object.keys(document.paths)).toEqual(['/api/v1/holds/{imei}', '/api/v1/conflicts'])
    const etag = first.headers.get('etag') ?? ''
    const again = openApiDoor(
      new Request('http://serendib.localhost:3000/api/v1/openapi.json', {
        headers: { 'if-none-match': etag },
      }),
    )
    expect([again.status, await again.text()]).toEqual([304, ''])
  })

  test('every moment it describes has milliseconds, neither more nor fewer digits', async () => {
    const answer = openApiDoor(new Request('http://serendib.localhost:3000/api/v1/openapi.json'))
    const moments = [...momentsIn(await answer.json())]
    expect(moments.length).toBeGreaterThan(8)
    for (const { pattern } of moments) {
      const fits = (text: string) => new RegExp(String(pattern)).test(text)
      expect(fits('2026-11-21T09:43:02.104Z')).toBe(true)
      for (const digits of ['', '.1', '.104567', '.104567890'])
        expect(fits(`2026-11-21T09:43:02${digits}Z`)).toBe(false)
    }
  })
})

type Schema = { format?: unknown; pattern?: unknown }

function* momentsIn(part: unknown): Generator<Schema> {
  if (typeof part !== 'object' || part === null) return
  if ('format' in part && part.format === 'date-time') yield part
  for (const inside of Object.values(part)) yield* momentsIn(inside)
}
