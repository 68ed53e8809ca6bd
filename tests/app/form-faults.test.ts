import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { drawnIn, forms } from '#tests/e2e/support/forms/changing-forms.ts'
import { faultless, faultyForms } from '#tests/e2e/support/forms/faulty-forms.ts'

const files = globSync('{app,components}/**/*.tsx').map((file) => ({
  file,
  text: readFileSync(file, 'utf8'),
}))
const own = ['app/desk/acts/act-form.tsx', 'components/ui/form.tsx']

test('every form with which something can be wrong is walked (tests/e2e/doors/form-faults.spec.ts)', () => {
  const found = files
    .filter(({ file }) => !own.includes(file))
    .map(({ file, text }) => [file, text.match(/\s(noValidate|<ActForm)\b/g)?.length ?? 0] as const)
    .filter(([, count]) => count > 0)
  const listed = new Set([...Object.keys(faultyForms), ...Object.keys(faultless)])
  const walked = [...listed].map(
    (file) => [file, (faultyForms[file]?.length ?? 0) + (faultless[file] ?? 0)] as const,
  )
  expect(found.toSorted()).toEqual(walked.toSorted())
  expect(found.length).toBeGreaterThan(40)
})

test('a form that we check tells its faults itself', () => {
  for (const { file, text } of files) {
    const checked = text.match(/ noValidate/g)?.length ?? 0
    expect(text.match(/ faults=\{/g)?.length ?? 0, file).toBeGreaterThanOrEqual(checked)
    if (file.startsWith('components/ui/')) continue
    expect(text, file).not.toContain('<ErrorSummary')
    if (/ error=\{|<FieldError/.test(text) && text.includes('<Form'))
      expect(text, file).toContain(' faults={')
  }
})

// A browser that goes back fills in what stood at the same place before (tests/e2e/doors/going-back.spec.ts).
test('every form stands as it was made: there is one way to make one', () => {
  const made = files.filter(({ text }) => /<form\b|createElement\('form'/.test(text))
  // The language's is a copy that nobody sees, and is sent as it is made.
  const unseen = 'components/page/language-button.tsx'
  expect(made.map(({ file }) => file).toSorted()).toEqual([unseen, 'components/ui/form.tsx'])
  for (const { file, text } of files)
    expect(text.match(/<Form\b[^>]*\sautoComplete=/g), file).toBeNull()
})

test('every form with choices is gone back to (tests/e2e/doors/{going-back,kept-whole}.spec.ts)', () => {
  const drawing = files.filter(({ text }) => /<Choice\b|<DeskSelect\b|type="radio"/.test(text))
  const own = drawing.map(({ file }) => file).filter((file) => file.startsWith('app/'))
  expect(own.toSorted()).toEqual(Object.keys(drawnIn).toSorted())
  for (const name of Object.values(drawnIn)) expect(Object.keys(forms)).toContain(name)
})

// proxy.ts forgets what was wrong once another form was sent, where the address names the sending.
test('whatever leads back to a form with what was wrong names the sending that it answers', () => {
  const leading = globSync('app/**/*.ts').flatMap((file) => {
    const text = readFileSync(file, 'utf8')
    return [...text.matchAll(/[?&](?:fault|refusal|refused|cancel|said)=/g)].map(({ index }) => ({
      file,
      before: text.slice(Math.max(index - 120, 0), index),
    }))
  })
  for (const { file, before } of leading) expect(before, file).toMatch(/faultAddress(For)?\(/)
  expect(leading.length).toBeGreaterThan(15)
})
