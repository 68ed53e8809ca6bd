import sharp, { type Metadata } from 'sharp'

export const pictureMaximumBytes = 8 * 1024 * 1024
const mostPixels = 50_000_000
/** What a picture may take unpacked, where all of it must be. */
const mostUnpackedBytes = 192 * 1024 * 1024
const longestSide = 1_600
const secondsToRead = 10
/** Each holds its file in memory. */
const mostAtOnce = 12

export type Picture = { jpeg: Buffer; width: number; height: number }
type PictureRefusal = 'none' | 'not_a_picture' | 'too_large' | 'too_many_pixels' | 'busy'

/**
 * A photo from outside as a plain JPEG: upright, at most 1600 px, and nothing of what the camera wrote beside it.
 * Its first bytes say what it is, not its name; what it would unpack to is read from its head, before any of it is; and
 * one is unpacked at a time. `file` is not read before there is a place for it: a few in all, one for each `sender`, so
 * that many sent at once take no more memory than these.
 */
export async function readPicture(
  sender: string,
  file: () => Promise<Buffer | undefined>,
): Promise<Picture | { refusal: PictureRefusal }> {
  if (senders.size >= mostAtOnce || senders.has(sender)) return { refusal: 'busy' }
  senders.add(sender)
  try {
    return await readFile(await file())
  } finally {
    senders.delete(sender)
  }
}

const senders = new Set<string>()

async function readFile(bytes: Buffer | undefined): Promise<Picture | { refusal: PictureRefusal }> {
  if (!bytes || bytes.length === 0) return { refusal: 'none' }
  if (bytes.length > pictureMaximumBytes) return { refusal: 'too_large' }
  if (!isKnownKind(bytes)) return { refusal: 'not_a_picture' }
  try {
    return await inTurn(() => unpack(bytes))
  } catch {
    // What is broken or made to break us is no picture either way.
    return { refusal: 'not_a_picture' }
  }
}

// Only a JPEG that is not progressive is read line by line; a phone's camera makes no other.
function isTooMuch({ width, height, format, isProgressive, channels, depth }: Metadata): boolean {
  const pixels = width * height
  if (format === 'jpeg' && !isProgressive) return pixels > mostPixels
  // A progressive JPEG is kept in coefficients of two bytes until its last pass.
  const bytesPerChannel = format === 'jpeg' || depth !== 'uchar' ? 2 : 1
  return pixels > mostPixels || pixels * channels * bytesPerChannel > mostUnpackedBytes
}

let last: Promise<unknown> = Promise.resolve()

function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const mine = last.then(work)
  last = mine.catch(() => {})
  return mine
}

async function unpack(bytes: Buffer): Promise<Picture | { refusal: 'too_many_pixels' }> {
  const head = await sharp(bytes, { limitInputPixels: false }).metadata()
  return isTooMuch(head) ? { refusal: 'too_many_pixels' } : encode(bytes)
}

async function encode(bytes: Buffer): Promise<Picture> {
  const { data, info } = await sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error' })
    .timeout({ seconds: secondsToRead })
    .autoOrient()
    .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: 82 })
    .toBuffer({ resolveWithObject: true })
  return { jpeg: data, width: info.width, height: info.height }
}

function isKnownKind(bytes: Buffer): boolean {
  const starts = (hex: string, at = 0) =>
    bytes.subarray(at, at + hex.length / 2).toString('hex') === hex
  const isJpeg = starts('ffd8ff')
  const isPng = starts('89504e470d0a1a0a')
  const isWebp = starts('52494646') && starts('57454250', 8)
  return isJpeg || isPng || isWebp
}
