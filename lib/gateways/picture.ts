import sharp from 'sharp'

export const pictureMaximumBytes = 8 * 1024 * 1024
const mostPixels = 50_000_000
const longestSide = 1_600
const secondsToRead = 10

export type Picture = { jpeg: Buffer; width: number; height: number }
export type PictureRefusal = 'not_a_picture' | 'too_large' | 'too_many_pixels'

/**
 * A photo from outside as a plain JPEG: upright, at most 1600 px, and nothing of what the camera wrote beside it.
 * Its first bytes say what it is, not its name; how many pixels it claims is read before any is unpacked.
 */
export async function readPicture(bytes: Buffer): Promise<Picture | { refusal: PictureRefusal }> {
  if (bytes.length > pictureMaximumBytes) return { refusal: 'too_large' }
  if (!isKnownKind(bytes)) return { refusal: 'not_a_picture' }
  try {
    const { width, height } = await sharp(bytes, { limitInputPixels: false }).metadata()
    if (width * height > mostPixels) return { refusal: 'too_many_pixels' }
    return await encode(bytes)
  } catch {
    // What is broken or made to break us is no picture either way.
    return { refusal: 'not_a_picture' }
  }
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
