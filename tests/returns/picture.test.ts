import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { type Picture, pictureMaximumBytes, readPicture } from '#lib/returns/picture.ts'
import { photoFromCamera } from '#tests/support/pictures.ts'

const readBytes = (bytes: Buffer) => readPicture('a return', async () => bytes)

async function read(bytes: Buffer): Promise<Picture> {
  const picture = await readBytes(bytes)
  if ('refusal' in picture) throw new Error(picture.refusal)
  return picture
}

const plain = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#0b6e63' } })

describe('a photo', () => {
  test('keeps nothing of what the camera wrote beside it: not where, not by whom', async () => {
    const taken = await photoFromCamera()
    const before = await sharp(taken).metadata()
    expect(before.exif?.includes('Nimali Perera')).toBe(true)
    // The tag under which EXIF keeps where it was, in either order of bytes.
    expect(before.exif?.toString('hex')).toMatch(/8825|2588/)
    const { jpeg } = await read(taken)
    const after = await sharp(jpeg).metadata()
    expect([after.exif, after.xmp, after.iptc, after.icc]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ])
    for (const left of ['Exif', 'Nimali', 'Keyturn Camera'])
      expect(jpeg.includes(left), left).toBe(false)
  })

  test('stands upright, whichever way it was taken', async () => {
    const { width, height } = await read(await photoFromCamera({ width: 400, height: 300 }))
    expect([width, height]).toEqual([300, 400])
  })

  test('is made smaller, never larger', async () => {
    const large = await read(await plain(4_000, 3_000).jpeg().toBuffer())
    expect([large.width, large.height]).toEqual([1_600, 1_200])
    const small = await read(await plain(64, 48).png().toBuffer())
    expect([small.width, small.height]).toEqual([64, 48])
  })

  test.for(['jpeg', 'png', 'webp'] as const)('%s becomes a JPEG', async (kind) => {
    const { jpeg } = await read(await plain(80, 60).toFormat(kind).toBuffer())
    expect((await sharp(jpeg).metadata()).format).toBe('jpeg')
  })

  test('what is see-through becomes white', async () => {
    const clear = { r: 0, g: 0, b: 0, alpha: 0 }
    const png = sharp({ create: { width: 8, height: 8, channels: 4, background: clear } }).png()
    const { jpeg } = await read(await png.toBuffer())
    const [red] = await sharp(jpeg).raw().toBuffer()
    expect(red).toBeGreaterThan(250)
  })
})

describe('refused before anything is kept', () => {
  const gif = () => plain(8, 8).gif().toBuffer()
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'

  test.for([
    ['a text', () => Buffer.from('hello')],
    ['a page', () => Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['a drawing that can carry scripts', () => Buffer.from(svg)],
    ['another kind of picture', gif],
    ['a document', () => Buffer.from('%PDF-1.7\n')],
    ['the first bytes of a photo and then nothing', () => Buffer.from('ffd8ffe000104a46', 'hex')],
    ['a photo cut off', async () => (await plain(600, 600).jpeg().toBuffer()).subarray(0, 900)],
    ['a page that begins like a photo', () => Buffer.from('\xff\xd8\xff<script>', 'latin1')],
  ] as const)('%s', async ([, make]) => {
    expect(await readBytes(await make())).toEqual({ refusal: 'not_a_picture' })
  })

  test('nothing', async () => {
    expect(await readBytes(Buffer.alloc(0))).toEqual({ refusal: 'none' })
  })

  test('more than 8 MB', async () => {
    const bytes = Buffer.alloc(pictureMaximumBytes + 1)
    expect(await readBytes(bytes)).toEqual({ refusal: 'too_large' })
  })

  test('a small file that unpacks to more than 50 megapixels', async () => {
    const bomb = claimedPng(20_000, 20_000)
    expect(bomb.length).toBeLessThan(1_000)
    expect(await readBytes(bomb)).toEqual({ refusal: 'too_many_pixels' })
  })

  test('a real one, too', async () => {
    const grey = sharp({ create: { width: 8_000, height: 6_500, channels: 3, background: '#888' } })
    const bomb = await grey.toColourspace('b-w').png({ compressionLevel: 9 }).toBuffer()
    expect(bomb.length).toBeLessThan(pictureMaximumBytes)
    expect(await readBytes(bomb)).toEqual({ refusal: 'too_many_pixels' })
  })
})

/** A PNG whose head claims a size that its body does not have. */
function claimedPng(width: number, height: number): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 0, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.alloc(64))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}
