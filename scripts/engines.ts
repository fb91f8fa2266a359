console.log('test:engines: nothing to run yet. It will test what needs LiveKit, other browsers or network namespaces.');
