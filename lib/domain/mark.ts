/** A drawing of one colour: what lies inside its paths is filled. */
export type DrawnMark = { viewBox: string; paths: { d: string; isEvenOdd: boolean }[] }

const around = /^<svg((?:\s+[\w:-]+="[^"<>]*")*)\s*>(.*)<\/svg>$/su
const inside = /\s*<path((?:\s+[\w:-]+="[^"<>]*")*)\s*(?:\/>|>\s*<\/path>)\s*/y
const box = /^-?[\d.]+(?:[\s,]+-?[\d.]+){3}$/
const path = /^[Mm][\d\s,.eE+\-MmLlHhVvCcSsQqTtAaZz]*$/

/**
 * A lender's mark as a drawing program writes it: an SVG of nothing but filled paths. Undefined where it is anything else, so that
 * nothing that could run, load or be read gets onto a page.
 */
export function markOf(svg: string): DrawnMark | undefined {
  const bare = svg.replace(/<\?xml[^<>]*\?>|<!--[^<>]*-->|<title>[^<>]*<\/title>/g, '').trim()
  const [, given = '', drawn = ''] = around.exec(bare) ?? []
  const viewBox = attribute(given, 'viewBox')
  if (!viewBox || !box.test(viewBox)) return undefined
  const paths = new Map<string, DrawnMark['paths'][number]>()
  inside.lastIndex = 0
  while (inside.lastIndex < drawn.length) {
    const [, attributes] = inside.exec(drawn) ?? []
    const d = attributes && attribute(attributes, 'd')
    if (!d || !path.test(d) || /\s(transform|stroke|style)=|\sfill="none"/.test(attributes))
      return undefined
    paths.set(d, { d, isEvenOdd: attribute(attributes, 'fill-rule') === 'evenodd' })
  }
  return paths.size > 0 ? { viewBox, paths: [...paths.values()] } : undefined
}

function attribute(attributes: string, name: string): string | undefined {
  return new RegExp(`\\s${name}="([^"]*)"`).exec(attributes)?.[1]
}
