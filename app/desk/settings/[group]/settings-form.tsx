'use client'

import { useActionState } from 'react'
import { Banner } from '#components/ui/banner.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Form } from '#components/ui/form.tsx'
import { FormButton } from '#components/ui/form-button.tsx'
import { changeGroup } from './actions.ts'
import type { FieldView } from './field-views.ts'
import type { FormState, FormWords } from './form-state.ts'
import { Meanwhile, Review } from './review.tsx'
import { SettingsInput } from './settings-input.tsx'

type Props = { group: string; views: FieldView[]; first: FormState; words: FormWords }

/** The form of one group: typed, shown before and after, then kept. Every step works without scripts. */
export function SettingsForm({ group, views, first, words }: Props) {
  const [state, change, pending] = useActionState(changeGroup, first)
  const { step, typed, version, faults = [] } = state
  return (
    <Form
      action={change}
      className="flex flex-col gap-5"
      faults={faults.map(({ field, at }) => ({ field, message: at }))}
      summary={words.summary}
      noValidate
    >
      {/* What Enter in a field presses: the first button of a form. */}
      <FormButton name="intent" value="review" className="sr-only" tabIndex={-1} aria-hidden="true">
        {words.review}
      </FormButton>
      <input type="hidden" name="group" value={group} />
      <input type="hidden" name="version" value={version} />
      <Notice state={state} words={words} />
      {step === 'review' ? (
        <Review state={state} words={words} pending={pending} />
      ) : (
        <>
          <input type="hidden" name="reason" value={state.reason} />
          <Card className="gap-6">
            {views
              .filter((view) => !view.within)
              .map((view) => (
                <SettingsInput
                  key={view.path}
                  view={view}
                  inside={views.filter(({ within }) => within === view.path)}
                  typed={typed}
                  faults={faults}
                />
              ))}
          </Card>
          <Button
            name="intent"
            value="review"
            disabled={pending}
            className="sm:w-auto sm:self-start"
          >
            {words.review}
          </Button>
        </>
      )}
    </Form>
  )
}

function Notice({
  state: { notice, meanwhile = [] },
  words,
}: {
  state: FormState
  words: FormWords
}) {
  if (!notice) return null
  const [title, text] = words.notices[notice]
  return (
    <>
      <Banner tone={notice === 'same' ? 'plain' : 'wait'} title={title}>
        {text}
      </Banner>
      {meanwhile.map((one) => (
        <Meanwhile key={one.version} meanwhile={one} words={words} />
      ))}
    </>
  )
}
