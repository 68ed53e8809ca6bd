import { expect, test } from 'vitest'
import { DELETE, GET, PATCH, POST, PUT } from '#app/api/[[...path]]/route.ts'

test.each(Object.entries({ DELETE, GET, PATCH, POST, PUT }))(
  '%s of what is at no path is refused as everything here is',
  async (_, ask) => {
    const answer = ask()
    expect(answer.status).toBe(404)
    expect(await answer.json()).toEqual({
      error: { code: 'no_such_path', message: 'There is nothing at this path.' },
    })
  },
)
