import { useApp, useAppState } from '../app/app-context.ts';
import { Icon } from './icon.tsx';

/** What a person asked for and did not get, until it is put away. */
export function ProblemBar() {
  const { actions } = useApp();
  const problem = useAppState((state) => state.problem);
  return (
    <div role="alert" className={problem === null ? 'unseen' : 'problem-bar'}>
      {problem !== null && (
        <>
          <p>
            <strong>{problem.message}</strong> {problem.fix}
          </p>
          <button type="button" className="icon" aria-label="Put this message away" onClick={actions.dismiss}>
            <Icon name="close" />
          </button>
        </>
      )}
    </div>
  );
}
