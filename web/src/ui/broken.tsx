import { Component, type ReactNode } from 'react';
import { useLocation } from 'react-router';
import { Failed } from './states';

interface BoundaryProps {
  /** Another place is another try. */
  place: string;
  children: ReactNode;
}

interface BoundaryState {
  error: unknown;
  place: string;
}

/** React has no other way to catch what a screen throws while it is drawn. */
class Boundary extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = { error: null, place: this.props.place };

  static getDerivedStateFromError(error: unknown): Partial<BoundaryState> {
    return { error };
  }

  static getDerivedStateFromProps({ place }: BoundaryProps, state: BoundaryState): Partial<BoundaryState> | null {
    return place === state.place ? null : { error: null, place };
  }

  override render(): ReactNode {
    return this.state.error === null ? this.props.children : <Failed error={this.state.error} retry={() => location.reload()} />;
  }
}

/** A screen that breaks, or that cannot be fetched, leaves the menu and all others as they are. */
export function Broken({ children }: { children: ReactNode }) {
  const { pathname } = useLocation();
  return <Boundary place={pathname}>{children}</Boundary>;
}
