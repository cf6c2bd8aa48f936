"""What gives points: rules over facts."""
