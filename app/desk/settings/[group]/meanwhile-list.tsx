import { ChangeList } from '#components/desk/change-list.tsx'
import { Card } from '#components/ui/card.tsx'
import type { ShownMeanwhile } from './form-state.ts'
import type { FormWords } from './form-words.ts'

/** What somebody else changed, and who. */
export function Meanwhile({ meanwhile, words }: { meanwhile: ShownMeanwhile; words: FormWords }) {
  return (
    <Card>
      <h2>{meanwhile.by}</h2>
      <ChangeList changes={meanwhile.changes} words={words} />
    </Card>
  )
}
