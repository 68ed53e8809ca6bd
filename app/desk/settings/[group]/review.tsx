import { ChangeList } from '#components/desk/change-list.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import type { FormState, FormWords, ShownMeanwhile } from './form-state.ts'

type Props = { state: FormState; words: FormWords; pending: boolean }

export function Review({ state, words, pending }: Props) {
  const { typed, changes = [], reason, faults = [] } = state
  const fault = faults.find(({ field }) => field === 'reason')
  return (
    <>
      {Object.entries(typed).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Card>
        <h2>{words.reviewTitle}</h2>
        <ChangeList changes={changes} words={words} />
      </Card>
      {words.reason && (
        <TextArea
          name="reason"
          label={words.reason.label}
          hint={words.reason.hint}
          error={fault?.message}
          defaultValue={reason}
          maxLength={600}
        />
      )}
      <p className="text-soft">{words.saveLead}</p>
      <div className="flex flex-col gap-3 sm:flex-row">
        <Button name="intent" value="save" disabled={pending} className="sm:w-auto">
          {words.save}
        </Button>
        <Button
          look="quiet"
          name="intent"
          value="edit"
          disabled={pending}
          formNoValidate
          className="sm:w-auto"
        >
          {words.edit}
        </Button>
      </div>
    </>
  )
}

/** What somebody else changed, and who. */
export function Meanwhile({ meanwhile, words }: { meanwhile: ShownMeanwhile; words: FormWords }) {
  return (
    <Card>
      <h2>{meanwhile.by}</h2>
      <ChangeList changes={meanwhile.changes} words={words} />
    </Card>
  )
}
