import sharp from 'sharp'

/** A photo as a camera leaves it: with where it was taken, by what, and which way up. */
export function photoFromCamera({ width = 400, height = 300, orientation = 6 } = {}) {
  return sharp({ create: { width, height, channels: 3, background: '#7a4f00' } })
    .jpeg()
    .withExif({
      IFD0: { Make: 'Keyturn Camera', Artist: 'Nimali Perera' },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '6/1 56/1 400/100',
        GPSLongitudeRef: 'E',
        GPSLongitude: '79/1 50/1 3500/100',
      },
    })
    .withMetadata({ orientation })
    .toBuffer()
}
