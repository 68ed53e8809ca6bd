import sharp from 'sharp'
import { expect, test } from 'vitest'
import { readPicture } from '#lib/returns/picture.ts'

/** Sixteen bits a channel, see-through and interlaced: all of it must be unpacked at once. */
function interlaced(width: number, height: number): Promise<Buffer> {
  const background = { r: 9, g: 9, b: 9, alpha: 0.5 }
  return sharp({ create: { width, height, channels: 4, background } })
    .toColourspace('rgb16')
    .png({ progressive: true, compressionLevel: 9 })
    .toBuffer()
}

/** How many were unpacked at once, at the most; one that is handed over counts as waiting and as worked on for a moment. */
async function mostAtOnce(work: Promise<unknown>): Promise<number> {
  let most = 0
  const timer = setInterval(() => {
    most = Math.max(most, sharp.counters().process)
  }, 1)
  await work
  clearInterval(timer)
  return most
}

let sent = 0

/** Each from a sender of its own. */
function readOne(bytes: Buffer) {
  sent += 1
  return readPicture(`sender ${sent}`, async () => bytes)
}

test('of many sent at once, one is unpacked at a time, and none is lost', async () => {
  const bytes = await interlaced(900, 700)
  const all = Promise.all(Array.from({ length: 12 }, () => readOne(bytes)))
  expect(await mostAtOnce(all)).toBe(1)
  const beside = Array.from({ length: 12 }, () => sharp(bytes).jpeg().toBuffer())
  expect(await mostAtOnce(Promise.all(beside)), 'without turns').toBeGreaterThan(1)
  expect(await all).toEqual(
    Array.from({ length: 12 }, () => expect.objectContaining({ width: 900 })),
  )
})

test('those for whom there is no room are told so, and the next is taken', async () => {
  const bytes = await interlaced(300, 200)
  const said = await Promise.all(Array.from({ length: 30 }, () => readOne(bytes)))
  expect(said.filter((picture) => 'refusal' in picture)).toContainEqual({ refusal: 'busy' })
  expect(await readOne(bytes)).toMatchObject({ width: 300 })
})

test('a file for which there is no place is not read, nor a second one of the same sender', async () => {
  const bytes = await interlaced(30, 20)
  let read = 0
  const file = async () => {
    read += 1
    return bytes
  }
  const of = (senders: string[]) => Promise.all(senders.map((each) => readPicture(each, file)))
  const many = await of(Array.from({ length: 40 }, (_, index) => `return ${index}`))
  expect(many.filter((picture) => 'width' in picture)).toHaveLength(12)
  expect(read).toBe(12)
  expect(await of(['one', 'one', 'another'])).toMatchObject([
    { width: 30 },
    { refusal: 'busy' },
    { width: 30 },
  ])
  expect(read).toBe(14)
})

test('a file that is slow to come keeps only its own place', async () => {
  const bytes = await interlaced(30, 20)
  const { promise, resolve } = Promise.withResolvers<Buffer>()
  const slow = readPicture('slow', () => promise)
  expect(await readOne(bytes)).toMatchObject({ width: 30 })
  resolve(bytes)
  expect(await slow).toMatchObject({ width: 30 })
})

test('one that is broken keeps none behind it waiting', async () => {
  const broken = (await interlaced(300, 200)).subarray(0, 200)
  const right = await interlaced(30, 20)
  const said = await Promise.all([broken, right].map((bytes) => readOne(Buffer.from(bytes))))
  expect(said).toMatchObject([{ refusal: 'not_a_picture' }, { width: 30 }])
})

test('one that unpacks to more than a photo may take is refused by its head', async () => {
  const bomb = await interlaced(5_200, 5_000)
  expect(bomb.length).toBeLessThan(1_000_000)
  const said = await Promise.all(Array.from({ length: 16 }, () => readOne(bomb)))
  const tooMany = { refusal: 'too_many_pixels' }
  expect(said).toEqual([
    ...Array.from({ length: 12 }, () => tooMany),
    ...Array.from({ length: 4 }, () => ({ refusal: 'busy' })),
  ])
  expect(await readOne(bomb)).toEqual(tooMany)
}, 60_000)

test('a large photo of a camera is taken', async () => {
  const photo = sharp({ create: { width: 8_000, height: 6_000, channels: 3, background: '#888' } })
  expect(await readOne(await photo.jpeg().toBuffer())).toMatchObject({ width: 1_600 })
}, 60_000)
