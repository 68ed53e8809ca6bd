import { getLocale } from 'next-intl/server'
import { use } from 'react'
import type { AreaName } from './areas.ts'
import { type Translator, translator } from './translator.ts'

/** The words of one area, `messages/{language}/{area}.json`, in the language of the request. */
export async function getTranslations<Area extends AreaName>(
  area: Area,
): Promise<Translator<Area>> {
  return translator(await getLocale(), area)
}

/** The same inside a component that is not `async`: one that does not wait is drawn in one go with its parent. */
export function useTranslations<Area extends AreaName>(area: Area): Translator<Area> {
  return translator(use(getLocale()), area)
}
