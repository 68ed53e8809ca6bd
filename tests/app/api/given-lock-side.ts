import { GET as holdsDoor } from '#app/api/v1/holds/[imei]/route.ts'
import { transaction } from '#lib/db/transaction.ts'
import { makeApiKey } from '#lib/integrations/api-keys.ts'
import { errorAnswer } from '#lib/integrations/wire.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender } from '#tests/support/lender.ts'

export const now = () => Temporal.Now.instant()

export async function givenKey(lenderId: string): Promise<string> {
  const made = await transaction((tx) =>
    makeApiKey(tx, { lenderId, name: 'Lock side', by: 'operator' }),
  )
  return made.key
}

type Asked = { with?: string | undefined; host?: string }

/** A lender, and the doors of its lock side, opened with its own key unless another is given. Call once, at the top. */
export async function givenLockSide() {
  await freshDatabase()
  const lender = await givenLender()
  const key = await givenKey(lender.id)

  function request(
    path: string,
    { with: bearer = key, host = 'localhost:3000' }: Asked = {},
  ): Request {
    return new Request(`http://${host}${path}`, {
      headers: { host, 'x-forwarded-for': '203.0.113.7', authorization: `Bearer ${bearer}` },
    })
  }

  function askHolds(path: string, asked?: Asked): Promise<Response> {
    const [imei = ''] = path.split('?')
    return holdsDoor(request(`/api/v1/holds/${path}`, asked), { params: Promise.resolve({ imei }) })
  }

  return { lender, request, askHolds }
}

/** The status and the code of an answer that is an error. */
export async function refusedWith(response: Response): Promise<[number, string]> {
  return [response.status, errorAnswer.strict().parse(await response.json()).error.code]
}
