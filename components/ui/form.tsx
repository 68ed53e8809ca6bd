import type { ComponentProps } from 'react'

/**
 * Every form of ours. Going back, a browser fills in what stood at the same place before: a choice that nobody made,
 * an amount that was shown another day. So a form stands as it was made; only a long text is kept (`TextArea`).
 */
export function Form(props: ComponentProps<'form'>) {
  return <form autoComplete="off" {...props} />
}
