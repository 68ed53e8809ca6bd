import { refuse } from './answers.ts'

/** Refuses a query with a parameter that is not known here: misspelt, it would be passed over. */
export function unknownParameter(
  request: Request,
  known: readonly string[] = [],
): Response | undefined {
  const { searchParams } = new URL(request.url)
  const unknown = [...searchParams.keys()].find((name) => !known.includes(name))
  if (unknown === undefined) return undefined
  const name = unknown.slice(0, 100).toWellFormed()
  const message = `There is no parameter ${JSON.stringify(name)} here.`
  return refuse(400, { code: 'unknown_parameter', message })
}
