import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Row } from '#components/ui/row.tsx'
import type { HandOverState } from './actions.ts'
import type { HandOverWords } from './hand-over-words.ts'

type Props = {
  chosen: NonNullable<HandOverState['chosen']>
  typed: HandOverState['typed']
  words: HandOverWords
  isSending: boolean
}

export function ChosenWay({ chosen, typed, words, isSending }: Props) {
  return (
    <>
      {Object.entries(typed).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Card>
        <h2>{words.confirm}</h2>
        <dl className="flex flex-col gap-2">
          {chosen.facts.map(([term, value]) => (
            <Row key={term} term={term}>
              <bdi className="whitespace-pre-line">{value}</bdi>
            </Row>
          ))}
        </dl>
        <p>{chosen.until}</p>
      </Card>
      <Button name="intent" value="arrange" disabled={isSending}>
        {words.arrange}
      </Button>
      <Button name="intent" value="change" look="quiet" disabled={isSending}>
        {words.change}
      </Button>
    </>
  )
}
