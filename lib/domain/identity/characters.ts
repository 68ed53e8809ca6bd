const segmenter = new Intl.Segmenter()

// A sign of many parts is one; of very many it is nobody's word.
const mostParts = 10

/** Whether a text has more characters than `most`, as a person counts them: an emoji is one, a letter with its marks too. */
export function isLonger(text: string, most: number): boolean {
  if (text.length <= most) return false
  return text.length > most * mostParts || [...segmenter.segment(text)].length > most
}
